using Lanekeeper.Permissions;

namespace Lanekeeper.Project;

/// <summary>The door for questions about the live project: what it needs from this machine, and which names it knows.</summary>
public interface ILiveProject
{
    /// <summary>The secrets that it names, and whether this process can use them; never their values.</summary>
    Task<Result<Page<SecretNeed>>> ListSecretsAsync(Actor actor, CancellationToken cancellationToken);

    /// <summary>The names that its limits, caches and alarms are for and that no workflow and no app's key has, as a word misspelt.</summary>
    Task<Result<Page<NameDoubt>>> ListDoubtsAsync(Actor actor, CancellationToken cancellationToken);

    /// <summary>A new key with a warning for each name in its scope that the project does not know. None is an error: what is not there yet may be deployed tomorrow.</summary>
    Task<Result<NewAppKey>> WarnAsync(Result<NewAppKey> made, CancellationToken cancellationToken);
}
