namespace Pan123Dav.Comparison;

/// <summary>One file in 123's book.</summary>
/// <param name="Path">As 123 writes it.</param>
/// <param name="Downloads">Lines that 123 has of it.</param>
/// <param name="Theirs">Bytes that 123 counted.</param>
internal sealed record ComparedFile(string Path, int Downloads, long Theirs);
