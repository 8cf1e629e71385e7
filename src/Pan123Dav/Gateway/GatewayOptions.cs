using Microsoft.AspNetCore.Server.Kestrel.Core;
using Pan123Dav.Access;
using Pan123Dav.Admin;
using Pan123Dav.Authentication;
using Pan123Dav.Authentication.Passwords;
using Pan123Dav.Authentication.Sessions;
using Pan123Dav.Authentication.Throttling;
using Pan123Dav.Budgets;
using Pan123Dav.Configuration;
using Pan123Dav.Console;
using Pan123Dav.Delivery;
using Pan123Dav.Http;
using Pan123Dav.Links;
using Pan123Dav.Links.RemoteAuthentication;
using Pan123Dav.Logging;
using Pan123Dav.Media.Strm;
using Pan123Dav.Metadata;
using Pan123Dav.Page;
using Pan123Dav.Shared;
using Pan123Dav.Storage;
using Pan123Dav.WebDav;

namespace Pan123Dav.Gateway;

/// <summary>Everything the owner configured, checked: section <c>Pan123Dav</c>, and <c>Logging</c> as far as the gateway reads it.</summary>
internal sealed record GatewayOptions
{
    /// <summary>Name of the section.</summary>
    public const string SectionName = "Pan123Dav";

    /// <summary>Where WebDAV lives; the root serves it at <c>/</c>.</summary>
    public StoragePath PathBase { get; init; }

    /// <summary>Absolute path of the folder for what the gateway learns: SQLite files.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>What several gateways have in common.</summary>
    public SharedOptions Shared { get; init; } = new();

    /// <summary>Whether several gateways share their budgets, and so may share <see cref="DataDirectory"/>.</summary>
    public bool IsShared => Shared.Redis is not null;

    /// <summary>The time shown for a resource whose time nobody knows: always the same, so that a sync does not copy again.</summary>
    public DateTimeOffset UnknownModified { get; init; }

    /// <summary>The storages, at least one, each path once.</summary>
    public IReadOnlyList<DeliveredMount> Mounts { get; init; } = [];

    /// <summary>Who may sign in, at least one.</summary>
    public IReadOnlyList<UserOptions> Users { get; init; } = [];

    /// <summary>Who may see which subtree, and what is hidden there.</summary>
    public IReadOnlyList<AccessRuleOptions> Access { get; init; } = [];

    /// <summary>How long passwords may be guessed.</summary>
    public SignInOptions SignIn { get; init; } = new();

    /// <summary>How long sessions of the page last.</summary>
    public UserSessionOptions Session { get; init; } = new();

    /// <summary>What pages need to know.</summary>
    public PageOptions Page => new() { PathBase = PathBase, Language = Language };

    /// <summary>Whose Bearer tokens are taken.</summary>
    public JwtOptions Jwt { get; init; } = new();

    /// <summary>The configured client rules, then the built-in ones: the first that matches decides.</summary>
    public IReadOnlyList<ClientRuleOptions> Clients { get; init; } = ClientRuleOptions.BuiltIn;

    /// <summary>Limits of what the gateway passes on itself.</summary>
    public DeliveryOptions Delivery { get; init; } = new();

    /// <summary>Learning sizes and times that trees leave out.</summary>
    public ProbeOptions Probe { get; init; } = new();

    /// <summary>How much traffic may be spent.</summary>
    public BudgetOptions Budgets { get; init; } = new();

    /// <summary>Whether 123's CDN asks before it serves.</summary>
    public RemoteAuthenticationOptions RemoteAuthentication { get; init; } = new();

    /// <summary>Signed links.</summary>
    public SignedLinkOptions Links { get; init; } = new();

    /// <summary>The drive as <c>.strm</c> files.</summary>
    public StrmOptions Strm { get; init; } = new();

    /// <summary>Limits of PROPFIND.</summary>
    public PropFindOptions PropFind { get; init; } = new();

    /// <summary>Trusted reverse proxies.</summary>
    public ForwardedHeadersOptionsReader ForwardedHeaders { get; init; } = new();

    /// <summary>All of <c>Kestrel:Limits</c> as it is written, which is wired in at start.</summary>
    public string KestrelLimits { get; init; } = "";

    /// <summary>Where people reach the gateway; null when that is where it listens.</summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>Which language people are spoken to in.</summary>
    public LanguageSetting Language { get; init; }

    /// <summary>Whether people reach the gateway over https, as far as the configuration tells.</summary>
    public bool IsSecure { get; init; }

    /// <summary>Form of the log.</summary>
    public LoggingOptions Logging { get; init; } = new();

    /// <summary>What is good, but was hardly meant as it is written.</summary>
    public IReadOnlyList<ConfigurationWarning> Warnings { get; init; } = [];

    /// <summary>Reads and checks all of it. The options are null when there is any error; every error is found in one go.</summary>
    /// <param name="configuration">All of the configuration.</param>
    /// <param name="contentRoot">Absolute folder that relative files are looked up from.</param>
    /// <param name="timeProvider">Tells what lies in the future.</param>
    public static (GatewayOptions? Options, IReadOnlyList<ConfigurationError> Errors) Read(
        IConfiguration configuration, string contentRoot, TimeProvider timeProvider)
    {
        var errors = new ConfigurationErrors();
        return (Read(configuration, contentRoot, timeProvider, errors), errors.Found);
    }

    /// <summary>Reads and checks all of it. Null when there is any error.</summary>
    /// <param name="configuration">All of the configuration.</param>
    /// <param name="contentRoot">Absolute folder that relative files are looked up from.</param>
    /// <param name="timeProvider">Tells what lies in the future.</param>
    /// <param name="errors">Takes every error, and what is doubtful.</param>
    public static GatewayOptions? Read(IConfiguration configuration, string contentRoot, TimeProvider timeProvider, ConfigurationErrors errors)
    {
        var reader = new SectionReader(configuration.GetSection(SectionName), errors);
        var noFile = MissingSettings.Describe(configuration, contentRoot);
        var mounts = MountOptionsReader.Read(reader, contentRoot, noFile);
        var budgets = new List<KeyValuePair<string, UserBudgetOptions>>();
        var users = UserOptionsReader.Read(reader, budgets, mounts.Count > 0 ? noFile : null);
        var publicUrl = PublicAddress.Read(reader);
        var remoteAuthentication = RemoteAuthenticationOptions.Read(reader.Section(nameof(RemoteAuthentication)));
        var options = new GatewayOptions
        {
            PathBase = ReadPathBase(reader),
            DataDirectory = reader.FilePath(nameof(DataDirectory), contentRoot) ?? Path.GetFullPath("data", contentRoot),
            Shared = SharedOptions.Read(reader.Section(SharedOptions.SectionName)),
            UnknownModified = ReadUnknownModified(reader, timeProvider),
            Mounts = mounts,
            Users = users,
            Access = AccessRuleOptions.ReadAll(reader, users.Select(user => user.Name)),
            SignIn = SignInOptions.Read(reader.Section(nameof(SignIn))),
            Session = UserSessionOptions.Read(reader.Section(nameof(Session))),
            Jwt = JwtOptions.Read(reader.Section(nameof(Jwt))),
            Clients =
            [
                .. reader.Sections(nameof(Clients)).Select(ClientRuleOptions.Read),
                .. remoteAuthentication.Enabled ? ClientRuleOptions.BuiltInWithRemoteAuthentication : ClientRuleOptions.BuiltIn,
            ],
            Delivery = DeliveryOptions.Read(reader.Section(nameof(Delivery))),
            Probe = ProbeOptions.Read(reader.Section(nameof(Probe))),
            Budgets = BudgetOptions.Read(reader.Section(nameof(Budgets)), budgets),
            RemoteAuthentication = remoteAuthentication,
            Links = SignedLinkOptions.Read(reader.Section(nameof(Links))),
            Strm = StrmOptions.Read(reader.Section(nameof(Strm))),
            PropFind = PropFindOptions.Read(reader.Section(nameof(PropFind))),
            ForwardedHeaders = ForwardedHeadersOptionsReader.Read(reader.Section(nameof(ForwardedHeaders))),
            KestrelLimits = Pan123Dav.Network.KestrelLimits.Describe(configuration),
            PublicUrl = publicUrl,
            Language = reader.Name(nameof(Language), LanguageSetting.Auto),
            IsSecure = PublicAddress.IsSecure(publicUrl, configuration),
            Logging = LoggingOptions.Read(new SectionReader(configuration.GetSection(LoggingOptions.SectionName), errors)),
        };
        ReadSetup(reader.Section("Setup"));
        reader.CheckIsSection();
        reader.Complete();
        TopLevelKeys.Check(configuration, reader.Known, errors);
        ListenAddressCheck.Run(configuration, errors);
        OpenTelemetryOptions.Check(configuration, errors);
        Pan123Dav.Network.KestrelLimits.Apply(configuration, new KestrelServerLimits(), errors);
        CheckMountPaths(options, errors);
        Warn(configuration, options, reader, errors);
        return errors.Found.Count == 0 ? options with { Warnings = errors.Warnings } : null;
    }

    // Read before anything else, to find out whether there is anything to serve: here it is only checked.
    private static void ReadSetup(SectionReader setup) => setup.Boolean("Enabled", absent: true);

    private static void CheckMountPaths(GatewayOptions options, ConfigurationErrors errors)
    {
        for (var i = 0; i < options.Mounts.Count; i++)
        {
            if (options.PathBase.IsRoot && ReservedNames.Find(options.Mounts[i].Path) is { } own)
            {
                errors.Add(new ConfigurationError($"{SectionName}:{nameof(Mounts)}:{i}:{nameof(MountOptions.Path)}",
                    $"begins with {own}, where the gateway has addresses of its own: write another path, or set PathBase to /dav", ReservedNames.Code));
            }
        }
    }

    private static void Warn(IConfiguration configuration, GatewayOptions options, SectionReader reader, ConfigurationErrors errors)
    {
        var files = configuration is IConfigurationRoot root ? root.Providers.OfType<LastGoodJsonConfigurationProvider>() : [];
        foreach (var warning in files.SelectMany(file => file.Warnings)
            .Concat(EnvironmentAdvice.Find(configuration, reader.Known))
            .Concat(DeliveryConfigurationWarnings.Find(options.Mounts, options.Clients)
                .Select(advice => new ConfigurationWarning(advice.Key, "delivery", advice.Problem)))
            .Concat(RemoteAuthenticationAdvice.Find(options.RemoteAuthentication, options.Mounts)
                .Select(advice => new ConfigurationWarning(advice.Key, "remote-auth", advice.Problem)))
            .Concat(PasswordHashing.FindWeak(options.Users).Select(weak => new ConfigurationWarning(weak.Key, "weak-hash", weak.Problem))))
        {
            errors.Warn(warning);
        }
    }

    private static StoragePath ReadPathBase(SectionReader reader)
    {
        var path = reader.StoragePath(nameof(PathBase), StoragePath.Root.Append("dav"u8));
        if (ReservedNames.Find(path) is { } own)
        {
            reader.AddError(nameof(PathBase), $"must not be under /{own}, where the gateway has addresses of its own: write /dav");
        }

        return path;
    }

    private static DateTimeOffset ReadUnknownModified(SectionReader reader, TimeProvider timeProvider)
    {
        var value = reader.Moment(nameof(UnknownModified), new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero));
        if (value <= DateTimeOffset.UnixEpoch || value > timeProvider.GetUtcNow().AddDays(1))
        {
            reader.AddError(nameof(UnknownModified), "must lie after 1970 and not in the future: clients take such times for mistakes");
        }

        return value;
    }
}
