/// sip-trunk: call control and SIP, the media gateway controller of H.248.
@Configuration
@Requires(env = "sip-trunk")
@NullMarked
package io.patchbay.trunk;

import io.micronaut.context.annotation.Configuration;
import io.micronaut.context.annotation.Requires;
import org.jspecify.annotations.NullMarked;
