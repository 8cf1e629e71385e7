# What comes out by itself is native code without the runtime, which starts at once and takes the least memory (docs/performance.md):
#   docker build -t pan123dav .
# It is made where it is to run; for another processor buildx emulates that one, which takes long. Without emulation, on either for both, with the runtime:
#   docker buildx build --platform linux/amd64,linux/arm64 --target jit -t pan123dav .
FROM --platform=$BUILDPLATFORM mcr.microsoft.com/dotnet/sdk:10.0 AS source
WORKDIR /source

# What decides the packages, and nothing else: this layer stays until one of these files changes.
COPY global.json Directory.Build.props Directory.Build.targets Directory.Packages.props ./
COPY src/Pan123Dav/Pan123Dav.csproj src/Pan123Dav/packages.lock.json src/Pan123Dav/
COPY src/Pan123Dav.Emulator/Pan123Dav.Emulator.csproj src/Pan123Dav.Emulator/packages.lock.json src/Pan123Dav.Emulator/
COPY src/Pan123Dav.Storage/Pan123Dav.Storage.csproj src/Pan123Dav.Storage/packages.lock.json src/Pan123Dav.Storage/
RUN dotnet restore src/Pan123Dav --locked-mode

COPY eng eng
COPY deploy deploy
COPY .editorconfig appsettings.json ./
COPY src src
RUN mkdir -p /empty


FROM source AS build-jit
ARG TARGETARCH
RUN dotnet publish src/Pan123Dav --configuration Release ${TARGETARCH:+--arch $TARGETARCH} --output /app


# A linker for another processor is not in the SDK's image, so this one does run where its result will.
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build-aot
WORKDIR /source
COPY --from=source /source /source
RUN apt-get update && apt-get install -y --no-install-recommends clang zlib1g-dev && rm -rf /var/lib/apt/lists/*
RUN dotnet publish src/Pan123Dav --configuration Release --use-current-runtime -p:PublishAot=true --output /app \
 && rm -f /app/*.dbg


# Both programs bring what they need of .NET. The configuration and the trees are mounted at /config; what the program writes goes to /data.
# With an empty /config the container shows a page that sets the drive up: http://HOST:8080/setup, with the code from `docker logs`. It runs as user 1654,
# who then must be able to write both folders: `chown 1654 config data`, or `--user "$(id -u):$(id -g)"` for folders of your own (docs/nas.md).
# Files mounted from a host raise no events, so the configuration is polled.
FROM mcr.microsoft.com/dotnet/runtime-deps:10.0 AS runtime
COPY --from=source --chown=$APP_UID:$APP_UID /empty /data
COPY --from=source --chown=$APP_UID:$APP_UID /empty /config
ENV ASPNETCORE_HTTP_PORTS=8080 \
    DOTNET_USE_POLLING_FILE_WATCHER=true \
    Pan123Dav__DataDirectory=/data
WORKDIR /config
VOLUME /data
EXPOSE 8080
USER $APP_UID
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s CMD ["/app/pan123dav", "health"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["/app/pan123dav"]


FROM runtime AS jit
COPY --from=build-jit /app /app


# The last one is what `docker build` makes by itself.
FROM runtime AS aot
COPY --from=build-aot /app /app
