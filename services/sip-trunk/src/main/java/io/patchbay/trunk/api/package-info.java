/// The public call-control API (call.v1).
@NullMarked
package io.patchbay.trunk.api;

import org.jspecify.annotations.NullMarked;
