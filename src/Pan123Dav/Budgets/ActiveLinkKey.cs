using System.Net;

namespace Pan123Dav.Budgets;

/// <summary>Who has paid for what: a second link for the same one costs nothing more.</summary>
/// <param name="User">The user's name.</param>
/// <param name="Address">Where the user sits.</param>
/// <param name="Fingerprint">What the file is.</param>
/// <param name="PathHash">Where it stands.</param>
/// <param name="Use">Who got the link: one that the gateway kept to itself pays for none that is handed out.</param>
internal readonly record struct ActiveLinkKey(string User, IPAddress Address, ulong Fingerprint, int PathHash, LinkUse Use = LinkUse.HandedOut);
