/// The gRPC server of `policy.v1`.
@NullMarked
package io.patchbay.dialplan.api;

import org.jspecify.annotations.NullMarked;
