package io.patchbay.standalone.migrate;

import java.util.stream.IntStream;

/// Which P values belong to a port of the HT503, as in the vendor's template for firmware 1.0.9.1.
enum Ht503Port {
  FXS(271, 47, 967, 48, 130, 35, 36, 34, 3, 31, 81, 109, 32, 66, 72, 4200),
  FXO(401, 747, 987, 748, 830, 735, 736, 734, 703, 731, 752, 813, 732, 766, 772, 4201);

  /// FXS only: the number called on off-hook; seconds that end dialling.
  static final int HOTLINE = 71;

  static final int NO_KEY_TIMEOUT = 85;

  final int active;
  final int server;
  final int failover;
  final int proxy;
  final int transport;
  final int user;
  final int authId;
  final int password;
  final int displayName;
  final int register;
  final int unregister;
  final int callsWithout;
  final int expiryMinutes;
  final int prefix;
  final int hashSends;
  final int plan;

  Ht503Port(int... keys) {
    active = keys[0];
    server = keys[1];
    failover = keys[2];
    proxy = keys[3];
    transport = keys[4];
    user = keys[5];
    authId = keys[6];
    password = keys[7];
    displayName = keys[8];
    register = keys[9];
    unregister = keys[10];
    callsWithout = keys[11];
    expiryMinutes = keys[12];
    prefix = keys[13];
    hashSends = keys[14];
    plan = keys[15];
  }

  String line() {
    return this == FXS ? "fxs-1" : "fxo-1";
  }

  String trunk() {
    return this == FXS ? "ht503-fxs" : "ht503-fxo";
  }

  /// What is taken over, passwords apart.
  IntStream keys() {
    IntStream own = this == FXS ? IntStream.of(HOTLINE, NO_KEY_TIMEOUT) : IntStream.empty();
    return IntStream.concat(
        own,
        IntStream.of(
            active,
            server,
            failover,
            proxy,
            transport,
            user,
            authId,
            displayName,
            register,
            unregister,
            callsWithout,
            expiryMinutes,
            prefix,
            hashSends,
            plan));
  }
}
