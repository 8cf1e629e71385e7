using System.Globalization;
using Microsoft.Extensions.Options;
using Pan123Dav.Authentication.Tokens;
using StackExchange.Redis;

namespace Pan123Dav.Shared;

/// <summary>
/// Gives each user one API token at all gateways: the one that was changed last, whichever gateway noticed it; else that of the gateway that came first.
/// An emptied Redis gets them back from whoever comes first.
/// </summary>
internal sealed class SharedApiTokens(RedisConnection connection, ApiTokens tokens, IOptionsMonitor<ApiTokenOptions> options) : IExchangedPart
{
    private const int Fields = 3;

    // One place of a cluster.
    private IReadOnlyList<ApiToken>? _told;
    private string? _heard;

    private RedisKey Tokens => connection.Keys.Of("{api-tokens}:kept");

    private RedisKey Version => connection.Keys.Of("{api-tokens}:version");

    public async Task ExchangeAsync()
    {
        if (tokens.All.Count == 0)
        {
            // Before the server listens, so that nothing is signed with a token that the next exchange replaces.
            tokens.Use(options.CurrentValue.Users);
        }

        var told = tokens.All;
        var made = tokens.GetMade();
        if (made.Count == 0)
        {
            return;
        }

        var (isAnswered, version) = await connection.CallAsync(database => database.StringGetAsync(Version));
        if (!isAnswered || (version == _heard && ReferenceEquals(told, _told)))
        {
            return;
        }

        RedisValue[] values = [Guid.NewGuid().ToString("N"), .. made.SelectMany(one => new RedisValue[] { one.Key, one.Value.Changed, one.Value.Value })];
        if (await connection.RunAsync(RedisScript.ApiTokens, [Tokens, Version], values) is { } answer)
        {
            tokens.TakeOver(answer.Skip(1).Chunk(Fields).Select(Read).Where(one => ApiToken.IsValid(one.Value.Value)).ToDictionary());
            (_told, _heard) = (told, (string?)answer[0]);
        }
    }

    private static KeyValuePair<string, KeptToken> Read(RedisResult[] fields) =>
        new((string)fields[0]!, new KeptToken((string)fields[2]!, long.Parse((string)fields[1]!, CultureInfo.InvariantCulture)));
}
