/// The gRPC service cdr.v1.
@NullMarked
package io.patchbay.cdr.api;

import org.jspecify.annotations.NullMarked;
