/// What must not be lost, on disk until the cluster has it.
@NullMarked
package io.patchbay.edge.spool;

import org.jspecify.annotations.NullMarked;
