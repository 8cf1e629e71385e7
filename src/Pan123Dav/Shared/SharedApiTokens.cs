using Pan123Dav.Authentication.Tokens;
using StackExchange.Redis;

namespace Pan123Dav.Shared;

/// <summary>
/// Makes the users' API tokens one: what another gateway has replaced is replaced in this one's database, where it is looked for every two seconds, and
/// the other way round.
/// </summary>
internal sealed class SharedApiTokens(RedisConnection connection, IApiTokenStore store) : IExchangedPart
{
    private readonly Dictionary<string, string> _agreed = new(StringComparer.Ordinal);

    public async Task ExchangeAsync()
    {
        try
        {
            var place = connection.Keys.Of("tokens");
            var (isAnswered, fields) = await connection.CallAsync(database => database.HashGetAllAsync(place));
            if (!isAnswered)
            {
                return;
            }

            var common = fields!.ToDictionary(field => field.Name.ToString(), field => field.Value.ToString(), StringComparer.Ordinal);
            foreach (var (user, token) in store.Read())
            {
                // One that was replaced here, by a command, goes out; all else comes in.
                var isReplaced = _agreed.TryGetValue(user, out var agreed) && agreed != token;
                if (isReplaced || !common.ContainsKey(user))
                {
                    await connection.CallAsync(database => database.HashSetAsync(place, user, token, isReplaced ? When.Always : When.NotExists));
                    _agreed[user] = token;
                    common.Remove(user);
                }
            }

            Adopt(common);
        }
        catch (ApiTokenStoreException)
        {
            // Told of where the tokens are looked for.
        }
    }

    private void Adopt(Dictionary<string, string> common)
    {
        var own = store.Read();
        foreach (var (user, token) in common.Where(pair => ApiToken.IsValid(pair.Value)))
        {
            if (own.GetValueOrDefault(user) != token)
            {
                store.Replace(user, token);
            }

            _agreed[user] = token;
        }
    }
}
