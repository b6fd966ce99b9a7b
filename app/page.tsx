export default function Page() {
  return <h1>Lifeguard</h1>;
}
