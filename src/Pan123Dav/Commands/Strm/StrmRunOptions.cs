using Pan123Dav.Media.Strm;
using Pan123Dav.Storage;

namespace Pan123Dav.Commands.Strm;

/// <summary>What happens to files that are there already.</summary>
internal enum StrmMode
{
    /// <summary>They stay as they are.</summary>
    Insert,

    /// <summary>Those that are other than they should be are written anew.</summary>
    Update,

    /// <summary>That, and what the drive no longer has is deleted.</summary>
    Sync,
}

/// <summary>What one run of <c>strm</c> does.</summary>
/// <param name="Folder">Where the library is written: an absolute path.</param>
/// <param name="User">In whose name links are signed and companions are paid.</param>
/// <param name="Path">What is written, from the drive's root as the user sees it.</param>
/// <param name="Mode">What happens to files that are there already.</param>
/// <param name="MaxDeletes">How many may go.</param>
/// <param name="Naming">How films' files are called.</param>
internal sealed record StrmRunOptions(string Folder, string User, StoragePath Path, StrmMode Mode, DeleteLimit MaxDeletes, StrmNaming Naming);
