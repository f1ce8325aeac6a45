/// gRPC: the public door, and questions to the other services.
@NullMarked
package io.patchbay.console.api;

import org.jspecify.annotations.NullMarked;
