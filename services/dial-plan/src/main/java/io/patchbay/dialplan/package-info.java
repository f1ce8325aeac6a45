/// The dial-plan service: answers who may call what, and by which lines (`policy.v1`).
@NullMarked
package io.patchbay.dialplan;

import org.jspecify.annotations.NullMarked;
