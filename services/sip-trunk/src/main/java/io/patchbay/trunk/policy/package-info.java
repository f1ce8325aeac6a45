/// Where a call goes: asked of dial-plan, else decided by the last snapshot of its rules.
@NullMarked
package io.patchbay.trunk.policy;

import org.jspecify.annotations.NullMarked;
