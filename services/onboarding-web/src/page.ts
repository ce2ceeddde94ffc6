import type { Organization } from '@ameideio/ameide-sdk-ts';
import type { Sdk } from './built-with.ts';

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? '');
}

export function page(organizations: Organization[], sdk: Sdk): string {
  const rows = organizations.map(
    ({ slug, displayName, labels }) =>
      `<tr><td>${escapeHtml(displayName)}<td>${escapeHtml(slug)}<td>${escapeHtml(labels.plan ?? '')}`,
  );
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Onboarding</title>
<h1>Organizations</h1>
<table>
<tr><th>Name<th>Slug<th>Plan
${rows.join('\n')}
</table>
<form method="post" action="/organizations">
<input name="name" placeholder="Name" required maxlength="100">
<select name="plan"><option>free<option>team</select>
<button>Onboard</button>
</form>
<footer>${[sdk.name, sdk.version, sdk.integrity].map(escapeHtml).join(' ')}</footer>
</html>
`;
}
