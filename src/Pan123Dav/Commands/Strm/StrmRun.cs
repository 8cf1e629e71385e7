using System.CommandLine;
using Pan123Dav.Authentication;
using Pan123Dav.Authentication.Tokens;
using Pan123Dav.Budgets.Usage;
using Pan123Dav.Configuration;
using Pan123Dav.Delivery.Origin;
using Pan123Dav.Gateway;
using Pan123Dav.Links;
using Pan123Dav.Media;
using Pan123Dav.Storage;

namespace Pan123Dav.Commands.Strm;

/// <summary>One run of <c>strm</c>: the gateway's parts without its server, which may run beside it.</summary>
/// <param name="options">What to do.</param>
/// <param name="url">The address that was written; null for <c>PublicUrl</c>.</param>
/// <param name="companions">Whether companions are copied.</param>
/// <param name="invocation">Where people are told of it.</param>
internal sealed class StrmRun(StrmRunOptions options, string? url, bool companions, InvocationConfiguration invocation)
{
    private const string Place = "pan123dav strm";

    private readonly DiagnosticPrinter _printer = DiagnosticPrinter.For(invocation);
    private readonly StrmText _text = StrmText.For(invocation.GetLanguage());

    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(Func<WebApplicationBuilder> build, CancellationToken cancellationToken)
    {
        var isLoaded = false;
        try
        {
            var builder = build();
            builder.AddGateway();

            // What fails is told here, once.
            builder.Logging.ClearProviders();
            await using var app = builder.Build();
            await app.Services.GetRequiredService<SnapshotReloadService>().LoadBesideGatewayAsync(cancellationToken);
            isLoaded = true;
            return await RunAsync(app.Services, cancellationToken);
        }
        catch (Exception e) when (!isLoaded && ConfigurationErrorOutput.IsFor(e))
        {
            ConfigurationErrorOutput.Print(e, _printer);
            return ExitCode.Configuration;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _printer.Error(options.Folder, "file", e.Message);
            return ExitCode.Failure;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            _printer.Error(Place, "stopped", _text.Stopped);
            return ExitCode.Failure;
        }
    }

    private async Task<int> RunAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var gateway = services.GetRequiredService<GatewaySnapshotProvider>().Value.Options;
        var account = services.GetRequiredService<IUserDirectoryProvider>().Users.Find(options.User);
        var tokens = services.GetRequiredService<ApiTokens>();
        tokens.Use(gateway.Users);
        var token = tokens.Find(options.User);
        if (account is null || token is null)
        {
            _printer.Error("Pan123Dav:Users", "settings", _text.NoSuchUser(SpellingSuggestion.Find(options.User, gateway.Users.Select(user => user.Name))));
            return ExitCode.Configuration;
        }

        if ((url ?? gateway.PublicUrl?.AbsoluteUri.TrimEnd('/')) is not { } address)
        {
            _printer.Error(Place, "usage", _text.NoAddress);
            return ExitCode.Usage;
        }

        if (!gateway.PathBase.IsRoot && address.EndsWith(gateway.PathBase.ToString(), StringComparison.Ordinal))
        {
            _printer.Warning(Place, "url", _text.AddressHoldsPathBase(gateway.PathBase.ToString()));
        }

        if (!IsKept(services, token))
        {
            _printer.Error("Pan123Dav:DataDirectory", "settings", _text.TokenNotKept);
            return ExitCode.Configuration;
        }

        if (await FindRootAsync(account.Storage, cancellationToken) is not { } root)
        {
            return ExitCode.Failure;
        }

        return await WriteAsync(services, account.Storage, root, new UserLinks(address, token), cancellationToken);
    }

    private async Task<int> WriteAsync(IServiceProvider services, IStorage drive, StorageEntry root, UserLinks links, CancellationToken cancellationToken)
    {
        var usage = services.GetRequiredService<UsageStore>();
        var copies = companions ? CreateCopies(services) : null;
        if (copies is not null)
        {
            // What was spent before counts.
            await usage.SynchroniseAsync();
        }

        var report = new StrmReport(invocation, _text);
        var library = StrmLibrary.Open(options.Folder, options.User, options.Path, options.Mode);
        var export = new StrmExport(drive, links, library, copies, options, _text, report);
        try
        {
            await report.RunAsync(() => export.RunAsync(root, cancellationToken));
        }
        finally
        {
            if (copies is not null)
            {
                await usage.SynchroniseAsync();
            }
        }

        invocation.Output.WriteLine(_text.Summary(export.Summary));
        return export.Summary.IsGood ? ExitCode.Success : ExitCode.Failure;
    }

    private async Task<StorageEntry?> FindRootAsync(IStorage drive, CancellationToken cancellationToken)
    {
        try
        {
            if (await drive.FindAsync(options.Path, cancellationToken) is { IsCollection: true } root)
            {
                return root;
            }

            _printer.Error(options.Path.ToString(), "path", _text.NoFolder);
        }
        catch (StorageException e)
        {
            _printer.Error(options.Path.ToString(), "folder", _text.FolderNotListed(e.Message));
        }

        return null;
    }

    private CompanionCopies CreateCopies(IServiceProvider services) => new(
        options.User,
        services.GetRequiredService<LinkIssuer>(),
        services.GetRequiredService<OriginClient>(),
        services.GetRequiredService<OriginTimeouts>(),
        services.GetRequiredService<TimeProvider>(),
        _text);

    // A token that lives in this process alone signs links that are dead already.
    private static bool IsKept(IServiceProvider services, ApiToken token)
    {
        try
        {
            return token.IsConfigured || services.GetRequiredService<IApiTokenStore>().Read().GetValueOrDefault(token.User)?.Value == token.Value;
        }
        catch (ApiTokenStoreException)
        {
            return false;
        }
    }
}
