/// The configuration documents as this service needs them.
@NullMarked
package io.patchbay.trunk.config;

import org.jspecify.annotations.NullMarked;
