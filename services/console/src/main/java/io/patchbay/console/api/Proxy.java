package io.patchbay.console.api;

import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import java.util.Set;

/// A service of somebody else's at our door: same name, methods and descriptors, messages
/// untouched.
final class Proxy {
  private Proxy() {}

  /// @param original as generated
  /// @param elsewhere methods about one thing that only one replica knows
  /// @param everywhere methods that every replica answers for its own part
  static ServerServiceDefinition of(
      ServiceDescriptor original, Backend backend, Set<String> elsewhere, Set<String> everywhere) {
    ServiceDescriptor.Builder descriptor =
        ServiceDescriptor.newBuilder(original.getName())
            .setSchemaDescriptor(original.getSchemaDescriptor());
    var methods = original.getMethods().stream().map(Proxy::octets).toList();
    methods.forEach(descriptor::addMethod);
    ServerServiceDefinition.Builder service = ServerServiceDefinition.builder(descriptor.build());
    for (MethodDescriptor<byte[], byte[]> method : methods) {
      if (everywhere.contains(method.getBareMethodName())) {
        service.addMethod(
            method, (call, headers) -> new FanOutCall(call, headers, method, backend).listener());
        continue;
      }
      boolean askOthers = elsewhere.contains(method.getBareMethodName());
      service.addMethod(
          method,
          (call, headers) -> new ProxyCall(call, headers, method, backend, askOthers).listener());
    }
    return service.build();
  }

  private static MethodDescriptor<byte[], byte[]> octets(MethodDescriptor<?, ?> method) {
    if (!method.getType().clientSendsOneMessage()) {
      throw new IllegalArgumentException(
          method.getFullMethodName() + ": streams of requests are not passed on");
    }
    return MethodDescriptor.<byte[], byte[]>newBuilder(new Octets(), new Octets())
        .setType(method.getType())
        .setFullMethodName(method.getFullMethodName())
        .setSchemaDescriptor(method.getSchemaDescriptor())
        .build();
  }
}
