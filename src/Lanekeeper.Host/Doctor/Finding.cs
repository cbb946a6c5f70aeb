namespace Lanekeeper.Host.Doctor;

internal sealed record Finding(string What, Health State, string Words);

internal enum Health
{
    Ok,

    /// <summary>It works; something should be seen to.</summary>
    Note,

    Bad,
}
