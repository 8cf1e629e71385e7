using System.Buffers.Binary;
using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using Pan123Dav.Authentication;

namespace Pan123Dav.Links.RemoteAuthentication;

/// <summary>
/// All users who may hold links. Neither a name nor anything that a password could be guessed by leaves the gateway: both go through the ticket key.
/// </summary>
internal sealed class LinkHolders
{
    private readonly FrozenDictionary<ulong, LinkHolder> _byId;
    private readonly FrozenDictionary<string, LinkHolder> _byName;
    private readonly IApiTokenGenerations _tokens;

    private LinkHolders(IReadOnlyList<LinkHolder> holders, IApiTokenGenerations tokens)
    {
        _byId = holders.DistinctBy(holder => holder.Id).ToFrozenDictionary(holder => holder.Id);
        _byName = holders.ToFrozenDictionary(holder => holder.Account.Name, StringComparer.Ordinal);
        _tokens = tokens;
    }

    /// <param name="key">What tickets are made with.</param>
    /// <param name="users">The configured users.</param>
    /// <param name="directory">Has their accounts.</param>
    /// <param name="tokens">Tells their API tokens apart.</param>
    public static LinkHolders Create(TicketKey key, IEnumerable<UserOptions> users, UserDirectory directory, IApiTokenGenerations tokens)
    {
        var holders = new List<LinkHolder>();
        Span<byte> id = stackalloc byte[sizeof(ulong)];
        Span<byte> generation = stackalloc byte[sizeof(uint)];
        foreach (var user in users)
        {
            if (directory.Find(user.Name) is { } account)
            {
                id.Clear();
                key.Sign("user", user.Name, id[^LinkHolder.IdSize..]);
                key.Sign("password", $"{user.Name}\n{user.PasswordHash ?? user.Password}", generation);
                holders.Add(new LinkHolder(account, BinaryPrimitives.ReadUInt64BigEndian(id), BinaryPrimitives.ReadUInt32BigEndian(generation)));
            }
        }

        return new LinkHolders(holders, tokens);
    }

    /// <summary>The user of this name; null when there is none any more.</summary>
    public LinkHolder? Find(string name) => _byName.TryGetValue(name, out var holder) ? holder : null;

    /// <summary>The user that a ticket names. False when they are removed, or what the link was asked for with has changed.</summary>
    public bool TryFind(ulong id, uint generation, LinkCredential credential, [NotNullWhen(true)] out LinkHolder? holder) =>
        _byId.TryGetValue(id, out holder) && GetGeneration(holder, credential) == generation;

    /// <summary>What a link's ticket says of the credential that it was asked for with.</summary>
    public uint GetGeneration(LinkHolder holder, LinkCredential credential) =>
        credential == LinkCredential.Password ? holder.Generation : holder.Generation ^ ~_tokens.GetGeneration(holder.Account.Name);
}
