/// The process in which spandsp runs, and what is said between it and the edge.
@NullMarked
package io.patchbay.media.fax.worker;

import org.jspecify.annotations.NullMarked;
