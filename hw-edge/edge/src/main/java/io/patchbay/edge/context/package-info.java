/// Terminations and contexts of calls, by the media engine.
@NullMarked
package io.patchbay.edge.context;

import org.jspecify.annotations.NullMarked;
