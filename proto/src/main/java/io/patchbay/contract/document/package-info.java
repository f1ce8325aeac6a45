/// Configuration documents for people: YAML to and from `config.v1` messages, and a checked
/// snapshot of all of them.
///
/// Start at [io.patchbay.contract.document.DocumentYaml] (text), `DocumentFiles` (a directory) or
/// `Documents` (the snapshot).
@NullMarked
package io.patchbay.contract.document;

import org.jspecify.annotations.NullMarked;
