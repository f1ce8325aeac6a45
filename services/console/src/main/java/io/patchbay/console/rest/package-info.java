/// The REST interface below `/api`.
@NullMarked
package io.patchbay.console.rest;

import org.jspecify.annotations.NullMarked;
