using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Pan123Dav.Emulator;
using Pan123Dav.Storage.Connections;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Clients.Tests.Support;

/// <summary>A WebDAV server of somebody else's with a folder of files, on a free port of loopback, that asks for a password.</summary>
internal sealed class UpstreamServer : IAsyncDisposable
{
    public const string User = "upstream";
    public const string Password = "upstream-test-password-7";
    private const long Modified = 1694101621;

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("pan123dav-upstream-");
    private readonly List<ClientFile> _files = [];
    private Process? _process;

    private UpstreamServer()
    {
    }

    /// <summary>The server's collection.</summary>
    public Uri Url { get; private set; } = null!;

    /// <summary>All files, by the path that the gateway shows.</summary>
    public IReadOnlyList<ClientFile> Files => _files;

    /// <summary>The keys of a mount.</summary>
    public object Mount => new { Type = "WebDav", Url, Username = User, Password };

    /// <param name="kind">nginx, apache or rclone.</param>
    public static async Task<UpstreamServer> StartAsync(string kind)
    {
        var server = new UpstreamServer();
        try
        {
            await server.FillAsync();
            var port = FreePort();
            server.Url = new Uri($"http://127.0.0.1:{port}/dav/");
            server._process = (kind switch
            {
                "nginx" => server.Nginx(port),
                "apache" => server.Apache(port),
                _ => server.Rclone(port),
            }).Start();
            _ = server._process.StandardError.BaseStream.CopyToAsync(Stream.Null);
            _ = server._process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
            await server.WaitAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
            _process.Dispose();
        }

        _root.Delete(recursive: true);
    }

    private string At(string name) => Path.Combine(_root.FullName, name);

    private async Task FillAsync()
    {
        Directory.CreateDirectory(At("dav/empty"));
        foreach (var name in NastyNames.All)
        {
            await AddAsync($"names/{name}", EmulatorContent.Text("file " + name));
        }

        await AddAsync("sizes/zero.bin", EmulatorContent.Bytes(ReadOnlyMemory<byte>.Empty));
        await AddAsync("sizes/big.bin", EmulatorContent.PseudoRandom(5 << 20, seed: 3));
        await AddAsync("sizes/第 1 集/page.html", EmulatorContent.Text("<p>a page</p>"));
    }

    private async Task AddAsync(string path, EmulatorContent content)
    {
        var file = At("dav/" + path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllBytesAsync(file, content.ToArray());
        File.SetLastWriteTimeUtc(file, DateTimeOffset.FromUnixTimeSeconds(Modified).UtcDateTime);
        _files.Add(new ClientFile("/" + path, content));
    }

    private Tool Rclone(int port) => new("rclone",
        ["serve", "webdav", At("dav"), "--addr", $"127.0.0.1:{port}", "--baseurl", "dav", "--user", User, "--pass", Password, "--config", ""]);

    private Tool Nginx(int port)
    {
        WritePasswords();
        File.WriteAllText(At("nginx.conf"), $$"""
            load_module /usr/lib/nginx/modules/ngx_http_dav_ext_module.so;
            daemon off; pid {{At("nginx.pid")}}; error_log stderr; {{(Environment.UserName == "root" ? "user root;" : "")}}
            events { }
            http {
              access_log off; default_type application/octet-stream;
              client_body_temp_path {{At("t1")}}; proxy_temp_path {{At("t2")}}; fastcgi_temp_path {{At("t3")}};
              uwsgi_temp_path {{At("t4")}}; scgi_temp_path {{At("t5")}};
              server {
                listen 127.0.0.1:{{port}}; root {{_root.FullName}};
                location /dav/ { dav_ext_methods PROPFIND OPTIONS; auth_basic "upstream"; auth_basic_user_file {{At("passwords")}}; }
              }
            }
            """);
        return new Tool("nginx", ["-c", At("nginx.conf"), "-p", _root.FullName, "-e", "stderr"]);
    }

    private Tool Apache(int port)
    {
        WritePasswords();
        var modules = new[] { "mpm_event", "authn_core", "authn_file", "authz_core", "authz_user", "auth_basic",
            "dav", "dav_fs" }.Select(name => $"LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so");
        File.WriteAllText(At("apache.conf"), $"""
            ServerRoot {_root.FullName}
            ServerName localhost
            Listen 127.0.0.1:{port}
            PidFile {At("apache.pid")}
            ErrorLog {At("error.log")}
            DefaultRuntimeDir {_root.FullName}
            {string.Join('\n', modules)}
            {(Environment.UserName == "root" ? "User www-data\nGroup www-data" : "")}
            DocumentRoot {_root.FullName}
            DavLockDB {At("locks")}
            AllowEncodedSlashes NoDecode
            <Directory {At("dav")}>
              Dav On
              AuthType Basic
              AuthName upstream
              AuthUserFile {At("passwords")}
              Require valid-user
            </Directory>
            """);
        if (!OperatingSystem.IsWindows())
        {
            // It reads as a user of its own.
            File.SetUnixFileMode(_root.FullName,
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        }

        return new Tool("apache2", ["-X", "-f", At("apache.conf")]);
    }

    // openssl passwd -apr1 -salt pan123up
    private void WritePasswords() => File.WriteAllText(At("passwords"), $"{User}:$apr1$pan123up$oGWZqKSMeWhSCZ2777JoK1\n");

    private async Task WaitAsync()
    {
        using var client = new HttpClient(new SocketsHttpHandler { ConnectCallback = TcpConnection.OpenAsync });
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic",
            Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Password}")));
        await Eventually.HoldsAsync(async () =>
        {
            try
            {
                using var request = new HttpRequestMessage(new HttpMethod("PROPFIND"), Url) { Headers = { { "Depth", "0" } } };
                using var response = await client.SendAsync(request);
                return response.StatusCode == HttpStatusCode.MultiStatus;
            }
            catch (HttpRequestException)
            {
                return _process!.HasExited ? throw new InvalidOperationException("The server ended.") : false;
            }
        });
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
