namespace Pan123Dav.Commands.Import;

/// <summary>Something to say of what is imported.</summary>
/// <param name="Place">Which storage it is about, such as <c>storages[3]</c>; empty for all of it.</param>
/// <param name="IsError">Whether it cannot be used as it is.</param>
/// <param name="Code">The kind, for programs.</param>
/// <param name="Message">For people; holds no secret.</param>
internal sealed record ImportNote(string Place, bool IsError, string Code, string Message);
