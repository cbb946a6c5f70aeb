using Lanekeeper.Cli;
using Lanekeeper.Host;

return await LanekeeperCommand.RunAsync(args, new InProcess(TimeProvider.System));
