/// Emergency calls (catalogue E4): which numbers they have and by which way they leave. Ahead of
/// every policy; the same classes decide in the cluster, in a trunk alone and in an edge alone.
@NullMarked
package io.patchbay.routing.emergency;

import org.jspecify.annotations.NullMarked;
