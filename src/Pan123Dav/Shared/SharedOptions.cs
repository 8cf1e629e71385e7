using System.Buffers;
using Pan123Dav.Configuration;

namespace Pan123Dav.Shared;

/// <summary>What a gateway does while it cannot ask what it shares with others.</summary>
internal enum WhenUnavailable
{
    /// <summary>Where a budget bounds it, no new link is made.</summary>
    Refuse,

    /// <summary>It counts by itself from what was known last, and tells the others afterwards.</summary>
    Local,
}

/// <summary>Section <c>Pan123Dav:Shared</c>: several gateways that spend one budget.</summary>
internal sealed record SharedOptions
{
    /// <summary>Name of the section.</summary>
    public const string SectionName = "Shared";

    private const string DefaultPrefix = "pan123dav";
    private const int MaxPrefix = 64;

    private static readonly SearchValues<char> PrefixCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.:");

    /// <summary>Where Redis is, as StackExchange.Redis writes it, password included; null for a gateway that stands alone.</summary>
    public string? Redis { get; init; }

    /// <summary>What every key begins with: 1 to 64 letters, digits and <c>-_.:</c>.</summary>
    public string Prefix { get; init; } = DefaultPrefix;

    /// <summary>What happens while Redis cannot be asked.</summary>
    public WhenUnavailable WhenUnavailable { get; init; }

    /// <summary>Whether anything is shared, before all of the configuration is read.</summary>
    public static bool IsConfigured(IConfiguration configuration) => !string.IsNullOrEmpty(configuration[$"Pan123Dav:{SectionName}:{nameof(Redis)}"]);

    public static SharedOptions Read(SectionReader reader)
    {
        var options = new SharedOptions
        {
            Redis = reader.Text(nameof(Redis)),
            Prefix = reader.Text(nameof(Prefix)) ?? DefaultPrefix,
            WhenUnavailable = reader.Name(nameof(WhenUnavailable), WhenUnavailable.Refuse),
        };
        if (options.Redis is { } text && !RedisText.IsReadable(text))
        {
            reader.AddError(
                nameof(Redis), "is no StackExchange.Redis configuration: write host:6379, and options behind it, such as host:6379,password=…,ssl=true");
        }

        if (options.Prefix.Length > MaxPrefix || options.Prefix.AsSpan().ContainsAnyExcept(PrefixCharacters))
        {
            reader.AddError(nameof(Prefix), "must be at most 64 letters, digits and -_.: such as pan123dav");
        }

        return options;
    }

    /// <summary>Nothing secret.</summary>
    public override string ToString() => nameof(SharedOptions);
}
