package io.patchbay.trunk.sip;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/// The INVITEs being answered: finds retransmissions, merged requests and what a CANCEL is about.
final class Ongoing {
  private final ConcurrentMap<String, IncomingRequest> byBranch = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, IncomingRequest> byOrigin = new ConcurrentHashMap<>();
  private final Set<String> branches = ConcurrentHashMap.newKeySet();

  /// How a request stands to what is known.
  enum Kind {
    NEW,
    /// The same request once more: absorbed.
    RETRANSMISSION,
    /// The same request by another way: 482.
    MERGED
  }

  Kind classify(IncomingRequest request) {
    if (byBranch.containsKey(request.branchKey())) {
      return Kind.RETRANSMISSION;
    }
    return request.toTag().isEmpty() && byOrigin.containsKey(request.mergeKey())
        ? Kind.MERGED
        : Kind.NEW;
  }

  /// Takes it in if it is new; what came meanwhile on another thread counts.
  Kind add(IncomingRequest invite) {
    if (byBranch.putIfAbsent(invite.branchKey(), invite) != null) {
      return Kind.RETRANSMISSION;
    }
    boolean other = byOrigin.putIfAbsent(invite.mergeKey(), invite) != null;
    if (other && invite.toTag().isEmpty()) {
      byBranch.remove(invite.branchKey(), invite);
      return Kind.MERGED;
    }
    branches.add(invite.branch());
    return Kind.NEW;
  }

  void remove(IncomingRequest invite) {
    byBranch.remove(invite.branchKey(), invite);
    byOrigin.remove(invite.mergeKey(), invite);
    branches.remove(invite.branch());
  }

  /// Is there an INVITE with this branch?
  boolean branch(String branch) {
    return branches.contains(branch);
  }

  /// The INVITE a CANCEL is about.
  @Nullable IncomingRequest cancelled(IncomingRequest cancel) {
    return byBranch.get(cancel.branchKey());
  }

  int size() {
    return byBranch.size();
  }
}
