/// What the device is and which lines it has: files, pushed documents, settings.
@NullMarked
package io.patchbay.edge.config;

import org.jspecify.annotations.NullMarked;
