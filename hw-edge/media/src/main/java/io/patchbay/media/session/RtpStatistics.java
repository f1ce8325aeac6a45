package io.patchbay.media.session;

/// Counters of one RTP termination since it was opened. Octets are payload octets (RFC 3550
/// §6.4.1).
///
/// @param packetsSent RTP packets given to the network
/// @param octetsSent their payload octets
/// @param packetsReceived packets from the peer, duplicates included
/// @param octetsReceived their payload octets
/// @param lost expected less received, never negative (RFC 3550 A.3)
/// @param jitterMillis interarrival jitter (RFC 3550 A.8); arrival is known to the 20 ms of the
///   tick
/// @param maxJitterMillis highest value of it
/// @param late packets that came after their play-out time
/// @param duplicates packets whose sequence number had been received before
/// @param foreign packets from another source, dropped
/// @param malformed packets that are not RTP or have a payload type that was not negotiated,
///   dropped
/// @param maxGapMillis longest time between two packets of the peer
/// @param concealedMillis audio made up for what was missing in mid-stream
/// @param sendFailures packets the network refused
/// @param roundTripMillis by RTCP (RFC 3550 §6.4.1), −1 when unknown
/// @param remoteLost packets lost on the way to the peer, as it reports, −1 when unknown
/// @param forged SRTP and SRTCP packets that are not authentic: another key, or tampered with;
///   dropped
/// @param replayed SRTP and SRTCP packets that came before, dropped
/// @param rating R of what was received (G.107), 0 to 100; 0 = nothing was
/// @param mos the same as mean opinion score, 1 to 4.5; 0 = nothing was received
/// @param remoteMos the peer's own estimate of what we sent (RFC 3611), 0 = it tells none
public record RtpStatistics(
    long packetsSent,
    long octetsSent,
    long packetsReceived,
    long octetsReceived,
    long lost,
    double jitterMillis,
    double maxJitterMillis,
    long late,
    long duplicates,
    long foreign,
    long malformed,
    long maxGapMillis,
    long concealedMillis,
    long sendFailures,
    double roundTripMillis,
    long remoteLost,
    long forged,
    long replayed,
    double rating,
    double mos,
    double remoteMos) {}
