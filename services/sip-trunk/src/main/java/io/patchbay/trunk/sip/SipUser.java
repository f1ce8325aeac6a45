package io.patchbay.trunk.sip;

import java.util.Optional;

/// What stands above the stack. Called on the stack's threads; must return at once.
public interface SipUser {
  /// A request that is well formed and of a method we know. ACK and CANCEL want no answer.
  void request(IncomingRequest request);

  /// A response to a request of ours.
  void response(IncomingResponse response);

  /// No response came, or the request could not be sent.
  ///
  /// @param tag our tag in the request
  /// @param status 408 or 503
  void failed(String tag, String method, long cseq, int status);

  /// A 2xx or reliable 1xx was never acknowledged.
  void unacknowledged(String leg);

  /// Is everything that cannot be read to be refused?
  boolean strict();

  /// Is the sender of this request, which belongs to no dialog, to get no answer at all?
  default boolean ignores(IncomingRequest request) {
    return false;
  }

  /// How packets of SIP are marked and answered.
  default Wire wire() {
    return Wire.DEFAULT;
  }

  /// Who is there, when we open a TLS connection; empty: whoever the key store of the gateway
  /// trusts.
  default Optional<TlsPeer> tlsPeer(String address, int port) {
    return Optional.empty();
  }

  /// What the documents say about packets.
  ///
  /// @param dscp RFC 2474 code point; 0: as the operating system has it
  /// @param replyToSource answers go to where the request came from
  /// @param answersStun whoever asks is told how it looks from here (RFC 5626 §3.5.2)
  record Wire(int dscp, boolean replyToSource, boolean answersStun) {
    static final Wire DEFAULT = new Wire(0, false, true);
  }

  /// May new work come in?
  Door door();

  /// Does a call to this number, the user part or URN of a Request-URI, come in however much there
  /// is to do?
  default boolean urgent(String called) {
    return false;
  }

  /// What becomes of new work.
  enum Door {
    OPEN,
    /// The documents are not there yet: nobody can be told from a stranger.
    STARTING,
    /// This replica is leaving: others take what is new.
    DRAINING,
    /// There is more than can be done; what is urgent comes in.
    FULL
  }
}
