namespace Lanekeeper.Project;

/// <summary>The door for questions about the live project: what it needs from this machine, and which names it knows.</summary>
public interface ILiveProject
{
    /// <summary>The secrets that it names, and whether this process can use them; never their values.</summary>
    Task<Result<Page<SecretNeed>>> ListSecretsAsync(Actor actor, CancellationToken cancellationToken);

    /// <summary>A sentence for each name that it does not know. None is an error: what is not there yet may be deployed tomorrow.</summary>
    Task<IReadOnlyList<string>> DoubtAsync(ProjectNames names, CancellationToken cancellationToken);
}

/// <param name="Models">A model is also known by its route's name and by the id that is sent to its provider.</param>
public sealed record ProjectNames(IReadOnlyList<string> Workflows, IReadOnlyList<string> Models, IReadOnlyList<string> Tools);
