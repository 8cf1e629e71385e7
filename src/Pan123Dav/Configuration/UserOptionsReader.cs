using System.Buffers.Binary;
using System.Text;
using Pan123Dav.Authentication;
using Pan123Dav.Storage;

namespace Pan123Dav.Configuration;

/// <summary>Reads <c>Pan123Dav:Users</c>.</summary>
internal static class UserOptionsReader
{
    public static IReadOnlyList<UserOptions> Read(SectionReader gateway)
    {
        var users = new List<UserOptions>();
        var places = new Dictionary<string, string>(StringComparer.Ordinal);
        var readers = gateway.Sections("Users");
        foreach (var reader in readers)
        {
            var user = ReadUser(reader);
            if (user.Name.Length > 0 && !places.TryAdd(user.Name.Normalize(), reader.Path))
            {
                reader.Fail(nameof(UserOptions.Name), $"is the name of {places[user.Name.Normalize()]} too: each user needs a name of their own");
            }

            users.Add(user);
        }

        if (readers.Count == 0)
        {
            gateway.Fail("Users", "has no user, and nobody could sign in: write \"Users\": [{ \"Name\": \"…\", \"PasswordHash\": \"…\" }]; "
                + "`pan123dav hash-password` prints the hash of a password");
        }

        return users;
    }

    private static UserOptions ReadUser(SectionReader reader)
    {
        var name = reader.Text(nameof(UserOptions.Name));
        if (name is null)
        {
            reader.Fail(nameof(UserOptions.Name), "is missing: write the name this user signs in with");
        }
        else if (name.EnumerateRunes().Any(rune => Rune.IsControl(rune) || rune == Rune.ReplacementChar || rune.Value == ':'))
        {
            reader.Fail(nameof(UserOptions.Name), "must not have a colon or control characters in it: Basic authentication ends the name at the first colon (RFC 7617)");
            name = null;
        }

        var password = reader.Text(nameof(UserOptions.Password));
        var hash = reader.Text(nameof(UserOptions.PasswordHash));
        if (password is null && hash is null)
        {
            reader.Fail(nameof(UserOptions.PasswordHash), "is missing: write the hash that `pan123dav hash-password` prints, or a Password");
        }
        else if (password is not null && hash is not null)
        {
            reader.Fail(nameof(UserOptions.Password), "stands beside PasswordHash: keep one of the two, better the hash");
        }

        if (hash is not null && !IsPasswordHash(hash))
        {
            reader.Fail(nameof(UserOptions.PasswordHash), "is no password hash: write the line that `pan123dav hash-password` prints, or put a plain password under Password");
        }

        var paths = reader.StoragePaths(nameof(UserOptions.Paths));
        if (paths is { Count: 0 })
        {
            reader.Fail(nameof(UserOptions.Paths), "names no path this user may see: write [\"/\"] for all, or remove the key");
        }

        return new UserOptions { Name = name ?? "", Password = password, PasswordHash = hash, Paths = paths ?? [StoragePath.Root] };
    }

    /// <summary>Whether this is a hash of ASP.NET Core Identity: format 0 (fixed layout) or format 1 (with PRF, iterations and salt length in its header).</summary>
    internal static bool IsPasswordHash(string text)
    {
        const int longest = 512, header = 13, shortestPart = 16, mostIterations = 10_000_000;
        Span<byte> hash = stackalloc byte[longest];
        if (!Convert.TryFromBase64String(text, hash, out var length) || length == 0)
        {
            return false;
        }

        hash = hash[..length];
        if (hash[0] == 0)
        {
            return length == 1 + 16 + 32;
        }

        if (hash[0] != 1 || length < header + shortestPart + shortestPart)
        {
            return false;
        }

        var function = BinaryPrimitives.ReadUInt32BigEndian(hash[1..]);
        var iterations = BinaryPrimitives.ReadUInt32BigEndian(hash[5..]);
        var salt = BinaryPrimitives.ReadUInt32BigEndian(hash[9..]);
        return function <= 2 && iterations is >= 1 and <= mostIterations && salt >= shortestPart && salt <= length - header - shortestPart;
    }
}
