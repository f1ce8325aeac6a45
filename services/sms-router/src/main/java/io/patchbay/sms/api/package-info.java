/// The gRPC service sms.v1.
@NullMarked
package io.patchbay.sms.api;

import org.jspecify.annotations.NullMarked;
