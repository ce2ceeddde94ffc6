import { describe, expect, it } from 'vitest';
import { findForeignTopLevel } from './top-level.ts';

const dist = ['acme_sdk-1.dist-info/METADATA', 'acme_sdk-1.data/scripts/tests'];

describe('foreignTopLevel', () => {
  it.each([
    ['acme-sdk', ['acme_sdk/__init__.py'], [], []],
    ['acme-sdk', ['acme_sdk/__init__.py', 'acme_sdk/tests/test_it.py'], [], []],
    ['acme-sdk', ['other_name/__init__.py', 'another.py'], [], []],
    ['acme-sdk', ['acme_sdk/__init__.py', 'tests/__init__.py'], ['tests'], []],
    ['acme-sdk', ['acme_sdk/__init__.py', 'docs/conf.py', 'examples/a.txt'], ['docs', 'examples'], []],
    ['acme-sdk', ['acme_sdk/__init__.py', 'test.py', 'conftest.py'], ['conftest.py', 'test.py'], []],
    ['acme-sdk', ['src/acme_sdk/__init__.py'], ['src'], []],
    ['acme-sdk', ['tests/test_it.py'], ['tests'], []],
    ['acme-sdk', ['acme_sdk-1.data/purelib/tests/__init__.py', 'acme_sdk/__init__.py'], ['tests'], []],
    ['acme-sdk', ['acme_sdk.py', 'utils/__init__.py', 'README.md'], [], ['utils', 'README.md']],
    ['acme-sdk', ['acme-stubs/__init__.pyi', 'acme.pth'], [], []],
    // Projects with such a name.
    ['Scripts', ['scripts/__init__.py'], [], []],
    ['examples', ['examples/__init__.py', 'examples_data/__init__.py'], [], []],
    ['acme-benchmarks', ['benchmarks/__init__.py'], [], []],
    ['acme-benchmarks', ['benchmarks/__init__.py', 'acme/__init__.py'], ['benchmarks'], []],
    ['acme-sdk', ['acme_sdk.py', 'test_acme.py', 'acme_test.py'], ['acme_test.py', 'test_acme.py'], []],
    ['acme-test', ['acme_test.py'], [], []],
    ['acme-sdk', ['acme_sdk.py', '.github/x.yml', 'node_modules/x.js'], ['node_modules'], ['.github']],
    ['build', ['build/__init__.py'], [], []],
    ['acme-src', ['src/__init__.py'], ['src'], []],
    ['tests-common', ['tests_common/__init__.py', 'tests/__init__.py'], ['tests'], []],
  ])('of %s in %j refuses %j and doubts %j', (project, files, refused, doubtful) => {
    expect(findForeignTopLevel([...files, ...dist], project)).toEqual({ refused, doubtful });
  });
});
