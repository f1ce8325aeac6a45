/// Recordings of calls: files, their writer, and their limits.
@NullMarked
package io.patchbay.edge.record;

import org.jspecify.annotations.NullMarked;
