/// Fax: T.38 over UDPTL, what is heard of a fax machine, and the way to the process with the
/// modems.
@NullMarked
package io.patchbay.media.fax;

import org.jspecify.annotations.NullMarked;
