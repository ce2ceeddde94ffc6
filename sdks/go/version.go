package ameide

// Version is this module's version without the leading v, as the user agent states it.
const Version = "0.1.0"
