/// The face of the installation: pages, REST, the public gRPC door, and the configuration
/// documents.
@Configuration
@Requires(env = "console")
@NullMarked
package io.patchbay.console;

import io.micronaut.context.annotation.Configuration;
import io.micronaut.context.annotation.Requires;
import org.jspecify.annotations.NullMarked;
