package io.patchbay.trunk.dialog;

import org.jspecify.annotations.Nullable;

/// A leg that is a SIP dialog.
///
/// @param uas the peer has called
/// @param wanted UAS: the response to send as soon as it can be
/// @param invite UAS: the INVITE (or re-INVITE) to answer
/// @param route UAC: where the INVITE went
/// @param tried UAC: credentials were sent
/// @param session what else was agreed
public record SipChannel(
    boolean uas,
    Usage usage,
    Dialog dialog,
    Media media,
    Exchange exchange,
    Reliable reliable,
    Wanted wanted,
    @Nullable RequestHandle invite,
    @Nullable Route route,
    boolean tried,
    Session session)
    implements Channel {
  /// The INVITE usage of the dialog (RFC 3261 §13, §14, §15).
  public enum Usage {
    /// UAS: no final response yet.
    OFFERED,
    /// UAS: 2xx sent, no ACK yet.
    ACCEPTED,
    /// UAS: as ACCEPTED, and BYE goes out after the ACK (§15.1.1).
    ENDING,
    /// UAC: waits for the RTP port.
    CREATING,
    /// UAC: INVITE sent, no response yet.
    CALLING,
    /// UAC: provisional response received.
    PROCEEDING,
    /// UAC: refused with 484; more digits go out in another INVITE of the same Call-ID (RFC 3578).
    INCOMPLETE,
    /// UAC: given up before any response; CANCEL is held back until a provisional one (§9.1).
    GIVEN_UP,
    /// UAC: CANCEL sent.
    CANCELLING,
    CONFIRMED,
    ENDED
  }

  /// An offer/answer exchange within the established dialog.
  public enum Exchange {
    NONE,
    /// Our offer went out in a 2xx; the answer comes in the ACK.
    ANSWER_IN_ACK,
    /// Our re-INVITE is out.
    REINVITE_SENT,
    /// Our re-INVITE with T.38 is out.
    T38_SENT,
    /// The same met the peer's.
    T38_GLARE,
    /// Our re-INVITE with nothing but G.711 is out, for a fax.
    G711_SENT,
    /// The same in place of T.38, whose modems are gone.
    FAX_LOST_SENT,
    /// Our re-INVITE met the peer's (491) and is sent again later (§14.1).
    GLARE
  }

  /// What a UAS is to answer.
  public enum Wanted {
    NOTHING,
    ALERT,
    EARLY_MEDIA,
    ACCEPT
  }

  /// A dialog as another replica has left it.
  public static SipChannel restored(
      boolean uas, boolean established, Dialog dialog, Media media, Session session) {
    return new SipChannel(
        uas,
        established ? Usage.CONFIRMED : Usage.ENDED,
        dialog,
        media,
        Exchange.NONE,
        Reliable.NO,
        Wanted.NOTHING,
        null,
        null,
        true,
        session);
  }

  SipChannel to(Usage next) {
    return new SipChannel(
        uas, next, dialog, media, exchange, reliable, wanted, invite, route, tried, session);
  }

  SipChannel with(Dialog changed) {
    return new SipChannel(
        uas, usage, changed, media, exchange, reliable, wanted, invite, route, tried, session);
  }

  SipChannel with(Media changed) {
    return new SipChannel(
        uas, usage, dialog, changed, exchange, reliable, wanted, invite, route, tried, session);
  }

  SipChannel with(Exchange changed) {
    return new SipChannel(
        uas, usage, dialog, media, changed, reliable, wanted, invite, route, tried, session);
  }

  SipChannel with(Reliable changed) {
    return new SipChannel(
        uas, usage, dialog, media, exchange, changed, wanted, invite, route, tried, session);
  }

  SipChannel with(Wanted changed) {
    return new SipChannel(
        uas, usage, dialog, media, exchange, reliable, changed, invite, route, tried, session);
  }

  SipChannel with(Session changed) {
    return new SipChannel(
        uas, usage, dialog, media, exchange, reliable, wanted, invite, route, tried, changed);
  }

  SipChannel withTarget(String target) {
    return with(dialog.withTarget(target));
  }

  SipChannel withCredentials() {
    return new SipChannel(
        uas, usage, dialog, media, exchange, reliable, wanted, invite, route, true, session);
  }

  /// Is there a dialog in which requests may be sent?
  public boolean established() {
    return usage == Usage.CONFIRMED || usage == Usage.ACCEPTED;
  }

  @Override
  public boolean ended() {
    return usage == Usage.ENDED;
  }
}
