namespace Lanekeeper.Web.Controls;

/// <summary>What a state means to whoever looks; each has its shape and, where it matters, its colour.</summary>
public enum Tone
{
    Neutral,

    /// <summary>Done, as it should be.</summary>
    Good,

    /// <summary>Failed, refused, or cannot be taken back.</summary>
    Bad,

    /// <summary>Needs a look.</summary>
    Warn,

    /// <summary>Being worked on.</summary>
    Busy,

    /// <summary>For a person, or for its turn.</summary>
    Waiting,
}
