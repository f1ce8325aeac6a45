package io.patchbay.media.session;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/// A context as callers see it: who is to be where. The group carries it out.
///
/// Everything is guarded by the engine's lock, which no media thread takes.
final class Conference implements Context {
  private final Object lock;
  private final Group group;
  private final Consumer<Conference> ended;
  private final Set<Member> members = new HashSet<>();
  private boolean closed;

  Conference(Object lock, Group group, Consumer<Conference> ended) {
    this.lock = lock;
    this.group = group;
    this.ended = ended;
  }

  @Override
  public void join(Termination termination) {
    var member = (Member) termination;
    synchronized (lock) {
      if (closed || member.closed()) {
        throw new IllegalStateException((closed ? "context" : "termination") + " is closed");
      }
      if (members.contains(member)) {
        return;
      }
      if (members.size() >= Group.MAX_MEMBERS) {
        throw new IllegalStateException("a context has at most " + Group.MAX_MEMBERS + " members");
      }
      forget(member);
      members.add(member);
      member.context = this;
      send(member, group);
    }
  }

  @Override
  public void leave(Termination termination) {
    var member = (Member) termination;
    synchronized (lock) {
      if (members.contains(member)) {
        forget(member);
        send(member, member.own);
      }
    }
  }

  @Override
  public void close() {
    synchronized (lock) {
      if (!closed) {
        closed = true;
        for (var member : Set.copyOf(members)) {
          forget(member);
          send(member, member.own);
        }
        ended.accept(this);
      }
    }
  }

  Group group() {
    return group;
  }

  /// Takes a member off the list of the context it is in. Caller holds the lock.
  static void forget(Member member) {
    Conference context = member.context;
    if (context != null) {
      context.members.remove(member);
      member.context = null;
    }
  }

  private static void send(Member member, Group target) {
    target.expected.incrementAndGet();
    member.move(target);
  }
}
