/// The pages.
@NullMarked
package io.patchbay.console.web;

import org.jspecify.annotations.NullMarked;
