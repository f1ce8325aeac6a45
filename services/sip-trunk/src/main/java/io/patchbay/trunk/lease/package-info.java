/// Who looks after a trunk, said by Leases of Kubernetes (coordination.k8s.io/v1).
@NullMarked
package io.patchbay.trunk.lease;

import org.jspecify.annotations.NullMarked;
