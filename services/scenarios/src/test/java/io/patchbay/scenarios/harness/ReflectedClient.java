package io.patchbay.scenarios.harness;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// A gRPC client without generated code, as grpcurl is: JSON in and out, types by server
/// reflection.
public final class ReflectedClient {
  private final ManagedChannel channel;

  public ReflectedClient(ManagedChannel channel) {
    this.channel = channel;
  }

  /// Full names of the services behind the port.
  public List<String> services() {
    return ask(ServerReflectionRequest.newBuilder().setListServices("*").build())
        .getListServicesResponse()
        .getServiceList()
        .stream()
        .map(service -> service.getName())
        .toList();
  }

  /// Calls `package.Service/Method`.
  public String unary(String path, String json) throws IOException {
    MethodDescriptor method = method(path);
    DynamicMessage answer =
        ClientCalls.blockingUnaryCall(
            channel,
            descriptor(path, method, MethodType.UNARY),
            CallOptions.DEFAULT.withDeadlineAfter(15, TimeUnit.SECONDS),
            request(method, json));
    return JsonFormat.printer().print(answer);
  }

  /// Calls a method that streams for at most a minute.
  public Iterator<String> stream(String path, String json) throws IOException {
    MethodDescriptor method = method(path);
    Iterator<DynamicMessage> answers =
        ClientCalls.blockingServerStreamingCall(
            channel,
            descriptor(path, method, MethodType.SERVER_STREAMING),
            CallOptions.DEFAULT.withDeadlineAfter(60, TimeUnit.SECONDS),
            request(method, json));
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return answers.hasNext();
      }

      @Override
      public String next() {
        try {
          return JsonFormat.printer().print(answers.next());
        } catch (InvalidProtocolBufferException e) {
          throw new AssertionError(path, e);
        }
      }
    };
  }

  /// One field of a JSON object.
  public String field(String json, String name) throws IOException {
    return new ObjectMapper().readTree(json).path(name).asText();
  }

  private static DynamicMessage request(MethodDescriptor method, String json) throws IOException {
    DynamicMessage.Builder request = DynamicMessage.newBuilder(method.getInputType());
    JsonFormat.parser().merge(json, request);
    return request.build();
  }

  private static io.grpc.MethodDescriptor<DynamicMessage, DynamicMessage> descriptor(
      String path, MethodDescriptor method, MethodType type) {
    return io.grpc.MethodDescriptor.<DynamicMessage, DynamicMessage>newBuilder()
        .setType(type)
        .setFullMethodName(path)
        .setRequestMarshaller(
            ProtoUtils.marshaller(DynamicMessage.getDefaultInstance(method.getInputType())))
        .setResponseMarshaller(
            ProtoUtils.marshaller(DynamicMessage.getDefaultInstance(method.getOutputType())))
        .build();
  }

  private MethodDescriptor method(String path) throws IOException {
    String service = path.substring(0, path.indexOf('/'));
    Map<String, FileDescriptorProto> files = new LinkedHashMap<>();
    collect(files, ServerReflectionRequest.newBuilder().setFileContainingSymbol(service).build());
    for (FileDescriptorProto file : List.copyOf(files.values())) {
      var found =
          link(file.getName(), files)
              .findServiceByName(service.substring(service.lastIndexOf('.') + 1));
      if (found != null) {
        return found.findMethodByName(path.substring(path.indexOf('/') + 1));
      }
    }
    throw new IOException("no service " + service);
  }

  private void collect(Map<String, FileDescriptorProto> files, ServerReflectionRequest request)
      throws IOException {
    for (var bytes : ask(request).getFileDescriptorResponse().getFileDescriptorProtoList()) {
      FileDescriptorProto file = FileDescriptorProto.parseFrom(bytes);
      if (files.putIfAbsent(file.getName(), file) == null) {
        for (String needed : file.getDependencyList()) {
          if (!files.containsKey(needed)) {
            collect(files, ServerReflectionRequest.newBuilder().setFileByFilename(needed).build());
          }
        }
      }
    }
  }

  private static FileDescriptor link(String name, Map<String, FileDescriptorProto> files)
      throws IOException {
    FileDescriptorProto file = files.get(name);
    if (file == null) {
      throw new IOException("reflection lacks " + name);
    }
    FileDescriptor[] needed = new FileDescriptor[file.getDependencyCount()];
    for (int i = 0; i < needed.length; i++) {
      needed[i] = link(file.getDependency(i), files);
    }
    try {
      return FileDescriptor.buildFrom(file, needed);
    } catch (DescriptorValidationException e) {
      throw new IOException(e);
    }
  }

  private ServerReflectionResponse ask(ServerReflectionRequest request) {
    CompletableFuture<ServerReflectionResponse> answer = new CompletableFuture<>();
    var questions =
        ServerReflectionGrpc.newStub(channel)
            .serverReflectionInfo(
                new StreamObserver<>() {
                  @Override
                  public void onNext(ServerReflectionResponse response) {
                    answer.complete(response);
                  }

                  @Override
                  public void onError(Throwable failure) {
                    answer.completeExceptionally(failure);
                  }

                  @Override
                  public void onCompleted() {}
                });
    questions.onNext(request);
    ServerReflectionResponse response = answer.orTimeout(15, TimeUnit.SECONDS).join();
    questions.onCompleted();
    return response;
  }
}
