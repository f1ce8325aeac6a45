/// The edge application: the process beside the hardware.
///
/// Its beans load in the environment `edge` only, so that it can share a class path.
@NullMarked
@Configuration
@Requires(env = "edge")
package io.patchbay.edge;

import io.micronaut.context.annotation.Configuration;
import io.micronaut.context.annotation.Requires;
import org.jspecify.annotations.NullMarked;
