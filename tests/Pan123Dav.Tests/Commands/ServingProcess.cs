using System.Diagnostics;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Commands;

/// <summary>The built program, serving on a free port; ended at the latest when it is disposed of.</summary>
internal sealed class ServingProcess : IDisposable
{
    private const string Listening = "Now listening on: ";

    private readonly Process _process;

    private ServingProcess(Process process, Uri address, string user, string password)
    {
        _process = process;
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = address };
        Client.DefaultRequestHeaders.Authorization = GatewayHost.Basic(user, password);
    }

    public HttpClient Client { get; }

    public int Id => _process.Id;

    /// <summary>Starts it in <paramref name="folder"/>, whose appsettings.json has port 0, and waits until it listens.</summary>
    public static async Task<ServingProcess> StartAsync(string folder, string user, string password)
    {
        var process = RealProcess.Start(folder, ["serve"]);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(RealProcess.Deadline);
        try
        {
            while (await process.StandardOutput.ReadLineAsync(deadline.Token) is { } line)
            {
                if (line.IndexOf(Listening, StringComparison.Ordinal) is >= 0 and var found)
                {
                    _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
                    return new ServingProcess(process, new Uri(line[(found + Listening.Length)..]), user, password);
                }
            }

            throw new InvalidOperationException("The gateway ended: " + await process.StandardError.ReadToEndAsync(deadline.Token));
        }
        catch
        {
            process.Kill();
            process.Dispose();
            throw;
        }
    }

    /// <summary>Ends it at once, as SIGKILL does.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        Client.Dispose();
        if (!_process.HasExited)
        {
            Kill();
        }

        _process.Dispose();
    }
}
