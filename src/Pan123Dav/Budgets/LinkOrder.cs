using System.Net;
using Pan123Dav.Storage;

namespace Pan123Dav.Budgets;

/// <summary>A link that somebody asks for.</summary>
/// <param name="User">The user's name.</param>
/// <param name="Address">Where the request came from; null when it came over no network.</param>
/// <param name="Path">Where the file stands.</param>
/// <param name="Fingerprint">What the file is.</param>
/// <param name="Size">The file's size; null when nobody knows it.</param>
/// <param name="Range">The <c>Range</c> header of the request; empty when it has none.</param>
internal readonly record struct LinkOrder(string User, IPAddress? Address, StoragePath Path, ulong Fingerprint, long? Size, string Range);
