declare module 'njre' {
  /** Fetches a JRE of Eclipse Temurin into `jre` beside `installPath`, and gives that directory. */
  export function install(version: number, options: { installPath: string; type: 'jre' }): Promise<string>;
}
