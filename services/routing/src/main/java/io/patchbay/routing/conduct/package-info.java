/// What lines do with their calls, and what run policies make of it (catalogue G17). Pure.
@NullMarked
package io.patchbay.routing.conduct;

import org.jspecify.annotations.NullMarked;
