using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Pan123Dav.Budgets;
using StackExchange.Redis;

namespace Pan123Dav.Shared;

/// <summary>The names of what is kept in Redis. The braces hold all that one script touches in one place of a cluster.</summary>
/// <param name="prefix">What each begins with.</param>
internal sealed class RedisKeys(string prefix)
{
    private readonly string _paid = $"{prefix}:{{budget}}:paid:";
    private readonly string _told = $"{prefix}:{{budget}}:told:";

    /// <summary>Epoch and version of the counts.</summary>
    public RedisKey State { get; } = $"{prefix}:{{budget}}:state";

    /// <summary>What was spent on a day; its number since 1970 follows.</summary>
    public RedisKey Day { get; } = $"{prefix}:{{budget}}:day:";

    /// <summary>What probes have cost on a day; its number since 1970 follows.</summary>
    public RedisKey Probes { get; } = $"{prefix}:{{budget}}:probes:";

    /// <summary>The last hand-over of a gateway.</summary>
    public RedisKey Told(string gateway) => _told + gateway;

    /// <summary>A key beside the budgets'.</summary>
    public RedisKey Of(string name) => $"{prefix}:{name}";

    /// <summary>What is paid for a file and its holder. Neither a name nor a path can be read from it.</summary>
    public RedisKey Paid(in ActiveLinkKey key) => _paid + Hash($"{key.User}\n{key.Address}\n{key.Fingerprint:x}\n{key.PathHash:x}\n{key.Use}\n{key.IsProbe}");

    /// <summary>The field of a file's probes by a user.</summary>
    public static RedisValue Probe(in ActiveLinkKey key) => Hash($"{key.User}\n{key.Fingerprint:x}\n{key.PathHash:x}");

    private static string Hash(FormattableString text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString(CultureInfo.InvariantCulture)), hash);
        return Convert.ToHexStringLower(hash[..16]);
    }
}
